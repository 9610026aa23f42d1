/** The imprint of a document: its standing in the words of each language. */
import { Big } from 'big.js'
import type { Figures } from '../figures/figure.ts'
import { formatMoment } from '../format/moment.ts'
import { formatNumber } from '../format/number.ts'
import type { Texts } from '../format/texts.ts'
import { plain, plainText, word } from '../format/wording.ts'
import type { Imprint, ImprintWords } from '../html/imprint.ts'
import { dayOf, noticeIn } from './notice.ts'
import type { Standing } from './standing.ts'
import type { WordedNotice } from './version.ts'

/** What documents with these figures say of themselves, by language. */
export function imprintOf(standing: Standing, figures: Figures, texts: ReadonlyMap<string, Texts>): Imprint {
  const words = [...texts].map(([code, one]) => [code, wordsIn(standing, figures, one)] as const)
  const { number: version, first: published, issued: modified } = standing
  return { version, published, modified, words: new Map(words) }
}

/** Every notice in full and in every language, without its reason; only words that changed have none. */
export function noticesOf(
  { amendments, zone }: Standing,
  figures: Figures,
  texts: ReadonlyMap<string, Texts>,
): readonly WordedNotice[] {
  return amendments
    .filter(({ kind }) => kind !== 'editorial')
    .flatMap((one) =>
      [...texts].map(([language, words]) => {
        const notice = noticeIn({ ...one, reason: null }, { figures, texts: words, zone })
        return { version: one.number, language, ...notice }
      }),
    )
}

function wordsIn(standing: Standing, figures: Figures, texts: Texts): ImprintWords {
  const on = { figures, texts, zone: standing.zone }
  const notices = standing.amendments.filter(({ kind }) => kind !== 'editorial')
  return {
    draft: standing.issued === null ? draftWords(standing, texts) : null,
    version: versionWords(standing, texts),
    label: plainText('notice.label', texts),
    notices: notices.map((one, index) => noticeIn(one, on, { brief: index > 0 })),
  }
}

function draftWords({ embargo }: Standing, texts: Texts): string {
  if (!embargo) return plainText('imprint.draft', texts)
  return plain(word('imprint.embargo', { moment: formatMoment(embargo, texts) }, texts) ?? [])
}

/** A draft leaves the day open, and takes as much room as the version that it will be. */
function versionWords({ number, issued, zone, amendments }: Standing, texts: Texts): string {
  const [newest] = amendments
  const values = { date: dayOf(issued, { zone, texts }), version: formatNumber(new Big(number), 0, texts.language) }
  return plain(word(`imprint.${newest?.kind ?? 'first'}`, values, texts) ?? [])
}
