/** What `--help` says besides commands and options. */
/** Below the help of the whole. */
export const EXAMPLES = `
Examples:
  diptych build                                    build every document of the current edition into out/
  diptych build voluntary-return --edition 2021    next year's edition
  diptych build --area 11002,21004                 two areas, of a factsheet that is made once for each area
  diptych check                                    read and check everything, print nothing
  diptych explain total                            where a number comes from, and where it is printed
  diptych publish voluntary-return --edition 2021  take the draft to out/public/
  diptych diff                                     what differs from what is published
  diptych review --edition 2021                    all that the person who signs must see, on one sheet
  diptych inspect factsheet.pdf                    what a PDF claims to be, and whether it is

Exit codes: 0 done, 1 a problem in the data, texts or templates, 2 wrong usage, 3 a fault of ours,
4 a person must approve first, 5 what runs by itself does not (status).`

/** Below the help of `inspect`. */
export const INSPECT_CODES = `
Exit codes: 0 it keeps what it claims, 1 it does not, or claims nothing, or cannot be read, 2 wrong usage.
What only a person can judge, such as the quality of alternatives, is not judged.`

/** Below the help of `publish`. */
export const PUBLISH_CODES = `
Exit codes: 0 published, or nothing to publish; 1 it may not be published as it is; 4 a person must approve it first.`

/** Below the help of `send`. */
export const SEND_SETTINGS = `
The mail server, in the environment: DIPTYCH_SMTP_URL (smtp://user@host:587), DIPTYCH_SMTP_PASSWORD or DIPTYCH_SMTP_PASSWORD_FILE,
DIPTYCH_SMTP_TLS (required, implicit or off), DIPTYCH_SMTP_PER_SECOND, DIPTYCH_SMTP_CONNECTIONS, and the same for one domain with _DOMAIN_.
The ledger of what was sent: out/ledger.sqlite, or DIPTYCH_LEDGER, a file or the address of a PostgreSQL database.`

/** Below the help of `status`. */
export const STATUS_CODES = `
Exit codes: 0 all is well, though somebody may be waited for; 5 an alarm stands: a run has failed or is overdue, or nothing serves.
With --warn, from a timer, those who look after the factsheets hear of it even when nothing serves.`
