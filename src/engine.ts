/** Name and version of this tool, as `--version` and every manifest give them. */
import manifest from '../package.json' with { type: 'json' }

export const VERSION: string = manifest.version
export const ENGINE = `diptych ${VERSION}`
