import { eachInTurn } from './each.js';

describe('given work of which one item fails', () => {
  it('gives every item its turn, and tells of the first failure in the end', async () => {
    const done: number[] = [];
    const work = (item: number): Promise<void> => {
      done.push(item);
      return item % 2 === 0 ? Promise.reject(new Error(`${item} failed`)) : Promise.resolve();
    };
    await expect(eachInTurn([1, 2, 3, 4], work)).rejects.toThrow('2 failed');
    expect(done).toEqual([1, 2, 3, 4]);
  });
});
