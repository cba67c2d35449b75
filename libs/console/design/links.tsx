import { Anchor, Button, Menu, type AnchorProps, type ButtonProps, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Html<Props> = Props &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & { readonly ref?: Ref<HTMLAnchorElement> };

function AnchorElement(props: Html<AnchorProps>) {
  return <Anchor size="sm" underline="always" {...props} />;
}

function ButtonElement(props: Html<ButtonProps>) {
  return <Button component="a" {...props} />;
}

function MenuElement(props: Html<MenuItemProps>) {
  return <Menu.Item component="a" {...props} />;
}

function PlainElement(
  props: AnchorHTMLAttributes<HTMLAnchorElement> & { readonly ref?: Ref<HTMLAnchorElement> },
) {
  return <a {...props} />;
}

/** A link of the console's own, in running text, from which it is told apart by more than its colour. */
export const AnchorLink = createLink(AnchorElement);
/** A link that looks like a button. */
export const ButtonLink = createLink(ButtonElement);
/** A link in a menu. */
export const MenuLink = createLink(MenuElement);
/** A link without a look of its own. */
export const PlainLink = createLink(PlainElement);
