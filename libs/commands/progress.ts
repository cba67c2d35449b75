/** Tells a person what is going on; never on stdout, which belongs to the result. */
export interface Progress {
  /** A new stage begins. */
  stage(text: string): void;
  /** The state of the stage at hand. */
  update(text: string): void;
}

/** A line that is rewritten on a terminal, plain lines otherwise. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  let last = '';
  const write = (text: string): void => {
    if (text === last) return;
    last = text;
    stream.write(stream.isTTY ? `\r\u001B[2K${text}` : `${text}\n`);
  };
  return {
    stage: (text) => {
      if (stream.isTTY && last !== '') stream.write('\n');
      last = '';
      write(text);
    },
    update: write,
  };
}
