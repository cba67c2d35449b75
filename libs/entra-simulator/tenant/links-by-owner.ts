import type { DirectoryLink } from '../model.js';
import { toLink, type Links } from './directory.js';

/** Links by the object that owns them, as far as their ends exist. */
export function linksByOwner(
  links: Links,
  exists: (id: string) => boolean = () => true,
): Record<string, readonly DirectoryLink[]> {
  const shown = [...links].map(([id, targets]) => {
    const present = [...targets].filter(([target]) => exists(target));
    return [id, present.map(([target, type]) => toLink(target, type))] as const;
  });
  return Object.fromEntries(shown.filter(([, targets]) => targets.length > 0));
}
