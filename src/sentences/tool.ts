import type { Sentence } from '../problem.ts'

const DISK_WORDS: Readonly<Record<string, string>> = {
  EBUSY: 'another program holds a file in it open',
  EDQUOT: 'the room that this account has on the disk is used up',
  EEXIST: 'a file stands in the place of a folder',
  EISDIR: 'a folder of another origin stands in its place',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file stands in the place of a folder',
  ENOTEMPTY: 'a folder of another origin stands in its place',
  EROFS: 'the disk can only be read',
}

export const toolSentences = {
  'browser-missing': (f: { path?: string | undefined; variable?: string | undefined }) =>
    f.variable
      ? {
          message: `There is no file ${f.path}, which the environment variable ${f.variable} names as the browser`,
          hint: `correct ${f.variable}, or remove it to use the browser that comes with Diptych`,
        }
      : {
          message: `The browser that prints the pages is not there${f.path ? ` (${f.path} is gone)` : ''}`,
          hint: 'run `node bin/setup.mjs`, or name a Chromium that you have in the environment variable DIPTYCH_BROWSER',
        },
  'browser-does-not-start': (f: { path: string; reason: string; variable?: string | undefined }) => ({
    message: `The browser ${f.path} does not start: ${f.reason}`,
    hint: f.variable
      ? `let ${f.variable} name a Chromium or Chrome headless shell that works here, or remove it to use the one that comes with Diptych`
      : 'remove the folder .browser and run `node bin/setup.mjs`, or name a Chromium that works here in the environment variable DIPTYCH_BROWSER',
  }),
  'folder-not-writable': (f: { folder: string; code: string }) => ({
    message: `The folder ${f.folder} cannot be written: ${DISK_WORDS[f.code] ?? 'this account may not write there'}`,
    hint: 'put that right and build again, or name another folder with --root',
  }),
  'which-factsheet': (f: { all: readonly string[]; hint: string }) => ({
    message: f.all.length === 0 ? 'There is no factsheet in templates/' : 'There is more than one factsheet',
    hint: f.hint,
  }),
  'bad-source-date-epoch': (f: { epoch: string }) => ({
    message: `SOURCE_DATE_EPOCH is "${f.epoch}", which is not a number of seconds`,
    hint: 'set it to whole seconds since 1970, or unset it',
  }),
} satisfies Record<string, (facts: never) => Sentence>
