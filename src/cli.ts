/**
 * The commands; the only place with exit codes: 0 done, 1 the author's input, 2 wrong usage, 3 ours, 4 a person must approve,
 * 5 something that runs by itself does not.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { guarded, type Options } from './cli-desk.ts'
import { buildCommand, checkCommand, explainCommand, inspectCommand, reviewedCommand } from './cli-draft.ts'
import { VERSION } from './engine.ts'
import { EXAMPLES, INSPECT_CODES, PUBLISH_CODES, SEND_SETTINGS, STATUS_CODES } from './sentences/help.ts'

type Work = (name: string | undefined, options: Options) => Promise<unknown>
/** Makes a command with the common options, whose one argument, if it takes any, is a factsheet. */
type Add = (name: string, work: Work, of?: Command) => Command

function program(): Command {
  const main = new Command('diptych')
    .description('Turns tables into a factsheet that says the same in every language, as HTML and PDF.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addOption(new Option('--debug', 'print the stack trace of a fault of ours'))
    .option('--root <folder>', 'the folder that holds templates/, data/ and out/', '.')
    .showHelpAfterError('(try diptych --help)')
    .exitOverride()
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true })
    .addHelpText('after', EXAMPLES)
  return main
}

/** Runs a command line and gives its exit code; writes to the two streams, and throws nothing. */
export async function run(argv: readonly string[]): Promise<number> {
  let code = 0
  const main = program()
  const act = async (options: Options, work: (options: Options) => Promise<unknown>) => {
    code = await guarded(options, work)
  }
  const add: Add = (name, work, of = main) =>
    withCommon(of.command(name)).action(function (this: Command) {
      return act(this.optsWithGlobals<Options>(), (options) => work(this.args[0], options))
    })
  addDraftCommands(add)
  withCommon(main.command('explain <figure> [factsheet]'))
    .description('show the value, formula and cells of a figure, and where it is printed')
    .action((figure: string, factsheet: string | undefined, _: object, self: Command) =>
      act(self.optsWithGlobals<Options>(), (options) => explainCommand(figure, factsheet, options)),
    )
  main
    .command('inspect <file>')
    .description('say what a PDF claims to be (PDF/UA, PDF/A), and whether it keeps that')
    .option('--json', 'print one JSON object instead of text')
    .addHelpText('after', INSPECT_CODES)
    .action((file: string, _: object, self: Command) =>
      act(self.optsWithGlobals<Options>(), (options) => inspectCommand(file, options)),
    )
  addReleaseCommands(add)
  addSendCommands(add, main)
  addServeCommands(add)
  try {
    await main.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
}

function addDraftCommands(add: Add): void {
  add('build [factsheet]', buildCommand)
    .description('build every document of an edition into out/, as a draft')
    .option('--lang <codes>', 'only these languages, e.g. nl,fr (into a folder of their own)')
    .addOption(parallelOption())
    .option('--explain', 'say why each product was made again, or was not')
  add('check [factsheet]', checkCommand).description('read and check everything that needs no browser')
  add('reviewed [factsheet]', reviewedCommand).description(
    'record that every translation is up to date with its source text',
  )
}

const parallelOption = () =>
  new Option(
    '--parallel <number>',
    'cores to keep busy, at most 16: one draws while the others print; with 1, one document is made after the other',
  )
    .argParser(parallelOf)
    .default(undefined, '2')

const gathered = (one: string, others: readonly string[] = []) => [...others, one]

/** Loaded when they are used: a build needs none of it. */
function addReleaseCommands(add: Add): void {
  const work =
    (name: keyof typeof import('./cli-release.ts')): Work =>
    async (factsheet, options) =>
      (await import('./cli-release.ts'))[name](factsheet, options)
  add('diff [factsheet]', work('diffCommand'))
    .description('list what differs between the draft and the published version')
    .option('--from <version>', 'compare with this version instead of the newest', versionOf)
    .option('--page', 'write them as a page into out/review/')
    .option('--lang <code>', 'the language of that page: the first that has words for it when absent')
  add('review [factsheet]', work('reviewCommand'))
    .description('write the sheet for whoever signs into out/review/')
    .option('--lang <code>', 'the language of the sheet: the first that has words for it when absent')
  add('approve [factsheet]', work('approveCommand'))
    .description('approve the differences that there are now, for the next version')
    .requiredOption('--by <name>', 'who approves')
    .option('--reason <language=sentence>', 'why, once for each language', gathered)
    .addOption(new Option('--kind <kind>', 'a graver kind than the one found').choices(KINDS))
    .option('--because <sentence>', 'why it is of that kind')
    .addOption(new Option('--severity <severity>', 'what it means to readers').choices(['minor', 'major']))
  add('publish [factsheet]', work('publishCommand'))
    .description('publish the draft as the next version into out/public/')
    .option('--late <language=sentence>', 'why it comes later than announced, once for each language', gathered)
    .option('--again', 'make the files of the newest version again, where only their rendering has changed')
    .addOption(parallelOption())
    .addHelpText('after', PUBLISH_CODES)
  add('site [factsheet]', work('siteCommand')).description('make the public pages around the documents again')
  add('history [factsheet]', work('historyCommand')).description('list the published versions of each edition')
  add('verify [factsheet]', work('verifyCommand'))
    .description('prove that what is public is what was published')
    .option('--rebuild', 'make every version again from its inputs, and compare the bytes')
}

function addSendCommands(add: Add, main: Command): void {
  const work =
    (name: keyof typeof import('./cli-send.ts')): Work =>
    async (factsheet, options) =>
      (await import('./cli-send.ts'))[name](factsheet, options)
  const send = add('send [factsheet]', work('sendCommand'))
    .description('mail the newest version to its subscribers, or write it to out/outbox/')
    .option('--dry-run', 'say who would be mailed what, and do nothing')
    .option('--to <address>', 'send one proof to this address, of which the ledger never hears')
    .option('--lang <code>', 'the language of the proof: the first of the factsheet when absent')
    .addHelpText('after', SEND_SETTINGS)
  add('status [factsheet]', work('sendStatusCommand'), send).description(
    'count deliveries by their state, and list those of which nobody knows whether they arrived',
  )
  add('resolve [recipient]', work('sendResolveCommand'), send)
    .description('settle what is unknown: one by hand, or all that the log of the mail server knows')
    .option('--sent', 'it arrived')
    .option('--again', 'it did not arrive: send it again')
    .option('--log <file>', 'the log of the Postfix that messages were handed to')
    .option('--whole', 'the log is whole: what does not stand in it was never taken')
  const ledger = main.command('ledger').description('look at what was published and sent, or forget a person')
  add('export [address]', work('ledgerExportCommand'), ledger).description(
    'print all of it, or what it holds of one person',
  )
  add('erase <address>', work('ledgerEraseCommand'), ledger).description(
    'forget an address, and keep that something was sent',
  )
  const subscribers = main.command('subscribers').description('look after data/subscribers.csv')
  add('check [factsheet]', work('subscribersCheckCommand'), subscribers).description(
    'check every subscriber, and count them by factsheet and language',
  )
}

function addServeCommands(add: Add): void {
  const work =
    (name: keyof typeof import('./cli-serve.ts')): Work =>
    async (factsheet, options) =>
      (await import('./cli-serve.ts'))[name](factsheet, options)
  add('serve', work('serveCommand'))
    .description('do what the schedules say, watch the files, and show how everything stands')
    .option('--listen <address>', 'where the status page is shown', '127.0.0.1:8642')
    .option('--drain <seconds>', 'how long what is in hand may take when the service is stopped: 60', secondsOf)
    .addOption(parallelOption())
  add('work', work('workCommand'))
    .description('make documents for a service, here or on another machine')
    .option('--drain <seconds>', 'how long what is in hand may take when it is stopped: 60', secondsOf)
    .addOption(parallelOption())
  add('resume <schedule>', work('resumeCommand'))
    .description('have a run that waits, failed or asks begin now')
    .option('--skip', 'leave it instead')
  add('status [factsheet]', work('statusCommand'))
    .description('say how everything stands: runs, what waits for whom, what comes next')
    .option('--warn', 'write to those who look after the factsheets, of what they have not been told')
    .addHelpText('after', STATUS_CODES)
}

/** As in release/kind.ts, which is not loaded for the help. */
const KINDS = ['editorial', 'revision', 'correction', 'confidentiality']

function versionOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It is the number of a version, e.g. 1.')
  return Number(text)
}

function secondsOf(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('It is a number of seconds.')
  return Number(text)
}

function parallelOf(text: string): number {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0
  if (number < 1 || number > 16) throw new InvalidArgumentError('It is a number from 1 to 16.')
  return number
}

function withCommon(command: Command): Command {
  return command
    .option('--edition <period>', 'the edition, e.g. 2020')
    .option('--area <codes>', 'only these areas, where the factsheet has areas')
    .option('--json', 'print one JSON object instead of text')
}
