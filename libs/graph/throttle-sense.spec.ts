import { ThrottleSense } from './throttle-sense.js';

describe('given answers of Graph one after another', () => {
  it('takes a lone 429 for a matter of that request', () => {
    const sense = new ThrottleSense();
    const noted = [false, false, true, false, false, false, false, false, false, false, true].map(
      (throttled) => sense.note(throttled),
    );
    expect(noted).not.toContain(true);
  });

  it('takes a second 429 soon after the first for a budget that is used up', () => {
    const sense = new ThrottleSense();
    expect([true, false, true].map((throttled) => sense.note(throttled))).toEqual([false, false, true]);
  });

  it('never takes a success for one', () => {
    const sense = new ThrottleSense();
    expect([true, true, false].map((throttled) => sense.note(throttled))).toEqual([false, true, false]);
  });
});
