// What keeps PDFs from being judged, in words. A document that fails is no trouble: it is a verdict.
import { Trouble } from '../setup/trouble.mjs'

const AGAIN = 'then run the same command again'

const sentences = {
  'no-validator': () => ({
    message: 'The PDFs were not judged, because neither veraPDF nor Java is found on this machine',
    hint: `install Java 17 and Maven, or veraPDF from https://verapdf.org so that \`verapdf\` is on the PATH, ${AGAIN}`,
  }),
  'no-maven': (f) => ({
    message: `The PDFs were not judged: veraPDF ${f.version} is not here yet, and Maven, which fetches it, is not found on this machine`,
    hint: `install Maven, or put ${f.jar} from Maven Central into ${f.folder}, ${AGAIN}`,
  }),
  'not-fetched': (f) => ({
    message: `The PDFs were not judged, because Maven could not fetch veraPDF ${f.version}: ${f.reason}`,
    hint: `connect this machine to the network, or name a mirror in Maven's settings, ${AGAIN}`,
  }),
  'other-bytes': (f) => ({
    message: `The PDFs were not judged: ${f.file} is not the released veraPDF ${f.version} (its SHA-256 is ${f.found})`,
    hint: `remove the file, and the copy of it in Maven's own folder, ${AGAIN}`,
  }),
  'no-report': (f) => ({
    message: `The PDFs were not judged, because veraPDF ended without a report: ${f.reason}`,
    hint: 'it needs Java 11 or newer, and room in the folder for temporary files',
  }),
  'blind-validator': (f) => ({
    message: `veraPDF ${f.version} does not find what is known to be wrong in scripts/conformance/control.pdf: ${f.missed.join(', ')}`,
    hint: 'its verdicts cannot be relied on; use the version that scripts/conformance/verapdf.json names',
  }),
  'no-build': (f) => ({
    message: `The factsheet ${f.name} could not be built, so its PDFs were not judged: ${f.reason.replace(/\.$/, '')}`,
    hint: `mend what \`node bin/diptych.mjs --root ${f.root} build ${f.name}\` reports, ${AGAIN}`,
  }),
  'no-documents': () => ({
    message: 'There is no PDF to judge',
    hint: 'name PDF files, or none to build and judge every factsheet of the project',
  }),
  'no-file': (f) => ({
    message: `There is no file ${f.file} that can be read`,
    hint: 'name PDF files, or none to build and judge every factsheet of the project',
  }),
  'no-option': (f) => ({ message: f.reason, hint: 'run `npm run conformance -- [--json] [FILE.pdf …]`', exit: 2 }),
}

export const trouble = (code, facts, cause) => new Trouble(sentences[code](facts), cause)

/** One line on what is being done; to stderr, because the verdicts own stdout. */
export const tell = (line) => console.error(`Conformance: ${line}`)

/** Tells what went wrong and returns the exit code, which is never 0. */
export function report(error) {
  if (!(error instanceof Trouble)) {
    console.error(error)
    return 3
  }
  console.error(`\n${error.message}.\n  ${error.hint}.\n`)
  return error.exit
}
