import type { Sentence } from '../problem.ts'

/** What a sentence on a PDF speaks of, e.g. `On page 2 of the nl PDF, table months`, and what there is instead. */
interface Said {
  readonly at: string
  readonly detail: string
}

/** Where only a change in Diptych or in the browser that it prints with can have brought a fault in. */
const OURS = 'if Diptych made this file, please report it; else ask who made it for a repaired one'
const ANEW = 'get the file again from where it came from, or make it again'

const FILE_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
}

const times = (count: string) => (count === '1' ? 'once' : `${count} times`)

export const pdfSentences = {
  'pdf-unreadable': (f: Said) => ({
    message: `${f.at} is not a PDF, or so damaged that not one page of it can be read`,
    hint: ANEW,
  }),
  'pdf-encrypted': (f: Said) => ({
    message: `${f.at} is encrypted, so that neither an archive nor this command can read it`,
    hint: 'save it without a password and without restrictions',
  }),
  'pdf-header': (f: Said) => ({
    message: `${f.at} does not begin with %PDF-1.0 to %PDF-1.7${f.detail && `, but has ${f.detail}`}`,
    hint: ANEW,
  }),
  'pdf-cross-reference': (f: Said) => ({
    message: `${f.at} is damaged: its list of what stands where is wrong`,
    hint: ANEW,
  }),
  'pdf-trailing-bytes': (f: Said) => ({
    message: `${f.at} does not end where a PDF ends: it was cut off, or something was added`,
    hint: ANEW,
  }),
  'pdf-identifier': (f: Said) => ({ message: `${f.at} has no identifier`, hint: OURS }),
  'pdf-filter': (f: Said) => ({
    message: `${f.at} is compressed with ${f.detail}, which no archive takes`,
    hint: OURS,
  }),
  'pdf-outside-stream': (f: Said) => ({ message: `${f.at} keeps a part of itself in another file`, hint: OURS }),
  'pdf-action': (f: Said) => ({
    message: `${f.at} does something by itself (${f.detail === 'AA' ? 'an additional action' : f.detail})`,
    hint: OURS,
  }),
  'pdf-form': (f: Said) => ({ message: `${f.at} is a form that only some programs can show (XFA)`, hint: OURS }),
  'pdf-metadata-missing': (f: Said) => ({ message: `${f.at} has no description of itself (XMP metadata)`, hint: OURS }),
  'pdf-metadata-malformed': (f: Said) => ({
    message: `${f.at} has a description of itself (XMP metadata) that cannot be read`,
    hint: OURS,
  }),
  'pdf-metadata-undescribed': (f: Said) => ({
    message: `${f.at} describes itself in terms that it does not explain: ${f.detail}`,
    hint: OURS,
  }),
  'pdf-metadata-disagrees': (f: Said) => ({
    message: `${f.at} says two different things of itself: ${f.detail} is not the same in its two descriptions`,
    hint: OURS,
  }),
  'pdf-claims-no-ua': (f: Said) => ({
    message: `${f.at} does not claim to be PDF/UA-1${f.detail && `, but PDF/UA-${f.detail}`}`,
    hint: OURS,
  }),
  'pdf-claims-no-archive': (f: Said) => ({
    message: `${f.at} does not claim to be PDF/A-2 or PDF/A-3${f.detail && `, but PDF/A-${f.detail}`}`,
    hint: OURS,
  }),
  'pdf-title-missing': (f: Said) => ({ message: `${f.at} has no title`, hint: 'give the page a title' }),
  'pdf-title-not-shown': (f: Said) => ({
    message: `${f.at} shows its file name instead of its title in the window of a reader`,
    hint: OURS,
  }),
  'pdf-language-missing': (f: Said) => ({
    message: `${f.at} does not say in which language it is`,
    hint: 'give `<html>` its `lang`',
  }),
  'pdf-language-malformed': (f: Said) => ({
    message: `${f.at} is in "${f.detail}", which is not the name of a language`,
    hint: 'write `lang` as in nl-BE',
  }),
  'pdf-untagged': (f: Said) => ({
    message: `${f.at} is not tagged: a screen reader finds no headings, tables or order in it`,
    hint: OURS,
  }),
  'pdf-not-marked': (f: Said) => ({ message: `${f.at} does not say that it is tagged`, hint: OURS }),
  'pdf-suspect': (f: Said) => ({ message: `${f.at} says that its tags are not to be trusted`, hint: OURS }),
  'pdf-type-unknown': (f: Said) => ({
    message: `${f.at} is tagged as ${f.detail}, which no reader knows`,
    hint: OURS,
  }),
  'pdf-type-circular': (f: Said) => ({ message: `${f.at} explains the tag ${f.detail} by itself`, hint: OURS }),
  'pdf-type-remapped': (f: Said) => ({ message: `${f.at} gives the tag ${f.detail} another meaning`, hint: OURS }),
  'pdf-parent': (f: Said) => ({ message: `${f.at} is not joined to what it stands in`, hint: OURS }),
  'pdf-nesting': (f: Said) => ({
    message: `${f.at} is not tagged in an order that readers understand: ${f.detail}`,
    hint: 'in a template, put into a table only rows of cells and one caption, and into a list only items',
  }),
  'pdf-id-repeated': (f: Said) => ({
    message: `${f.at} has an id that another part of the document has as well`,
    hint: OURS,
  }),
  'pdf-id-tree': (f: Said) => ({ message: `${f.at} cannot be found by its id`, hint: OURS }),
  'pdf-heading-order': (f: Said) => {
    const [above, level] = f.detail.split(' ')
    return above === '0'
      ? { message: `${f.at} is the first one, and not of level 1 but of level ${level}`, hint: 'begin with an <h1>' }
      : {
          message: `${f.at} skips a level: it is of level ${level}, and the one before it of level ${above}`,
          hint: `make it an <h${Number(above) + 1}>`,
        }
  },
  'pdf-heading-mixed': (f: Said) => ({ message: `${f.at} has no level, while other headings have one`, hint: OURS }),
  'pdf-alternative': (f: Said) => ({
    message: `${f.at} has no alternative${f.detail && ` in ${f.detail}`}`,
    hint: 'a picture in a template needs role="img" and its content in words as aria-label',
  }),
  'pdf-graphic-lost': (f: Said) => ({
    message: `${f.at} has no alternative${f.detail && ` in ${f.detail}`}: nothing in the PDF says in words what it shows`,
    hint: 'let the page show it with {{drawing}}, in a place that is visible and not hidden from screen readers',
  }),
  'pdf-table-lost': (f: Said) => {
    const [made = '', wanted = ''] = f.detail.split(' ')
    return {
      message: `${f.at} has ${made} ${made === '1' ? 'table' : 'tables'} where the page has ${wanted}: a reader would hear cells without their headers`,
      hint: 'give every table a row of <th scope="col">, or a <th scope="row"> in each row',
    }
  },
  'pdf-row-length': (f: Said) => {
    const [cells, usual, column = ''] = f.detail.split(' ')
    return {
      message: column
        ? `${f.at}: empty cell in column ${column}. The row has ${cells} cells in the PDF and other rows ${usual}, so the rest would be read under a wrong header`
        : `${f.at} has ${cells} cells where other rows have ${usual}`,
      hint: 'print a sign such as – in an empty cell: the browser leaves an empty one out',
    }
  },
  'pdf-column-height': (f: Said) => ({
    message: `${f.at} spans more rows than the table has`,
    hint: 'correct its `rowspan`',
  }),
  'pdf-cells-overlap': (f: Said) => ({
    message: `${f.at} lies upon another cell`,
    hint: 'correct `rowspan` and `colspan` there',
  }),
  'pdf-scope': (f: Said) => ({
    message: `${f.at} is a header that does not say whether it heads a row or a column`,
    hint: 'write <th scope="col"> or <th scope="row">',
  }),
  'pdf-header-unknown': (f: Said) => ({
    message: `${f.at} names a header that the table does not have`,
    hint: 'correct its `headers`, or leave it out and give each <th> its `scope`',
  }),
  'pdf-link-words': (f: Said) => ({
    message: `${f.at} does not say in words where it leads`,
    hint: 'write the link in a text as <link>…</link>, not as markup in a template',
  }),
  'pdf-link-untagged': (f: Said) => ({
    message: `${f.at} is not tagged as a link${f.detail && ` but as ${f.detail}`}, so that a screen reader does not announce it`,
    hint: 'use a plain <a href="…">, without a `role`',
  }),
  'pdf-annotation-words': (f: Said) => ({ message: `${f.at} is not described in words`, hint: OURS }),
  'pdf-annotation-untagged': (f: Said) => ({ message: `${f.at} is not part of what is read aloud`, hint: OURS }),
  'pdf-annotation-unprinted': (f: Said) => ({ message: `${f.at} is not printed`, hint: OURS }),
  'pdf-tab-order': (f: Said) => ({
    message: `${f.at} does not lead the Tab key through its links in the order of the text`,
    hint: OURS,
  }),
  'pdf-unmarked': (f: Said) => ({
    message: `${f.at} paints something ${times(f.detail)} that is neither tagged as text nor marked as decoration`,
    hint: OURS,
  }),
  'pdf-artifact-in-text': (f: Said) => ({
    message: `${f.at} has decoration in the middle of a text (${times(f.detail)})`,
    hint: OURS,
  }),
  'pdf-text-in-artifact': (f: Said) => ({
    message: `${f.at} has text inside decoration, where no reader finds it (${times(f.detail)})`,
    hint: 'use no opacity and no filter on text',
  }),
  'pdf-marks-unbalanced': (f: Said) => ({
    message: `${f.at} has marks that are not closed, or closed twice`,
    hint: OURS,
  }),
  'pdf-mark-lost': (f: Said) => ({
    message: `${f.at} shows ${f.detail === '1' ? 'a text' : `${f.detail} texts`} that no tag holds`,
    hint: OURS,
  }),
  'pdf-mark-missing': (f: Said) => ({ message: `${f.at} holds a text that no page shows`, hint: OURS }),
  'pdf-drawing-unreadable': (f: Said) => ({ message: `${f.at} has content that cannot be read`, hint: ANEW }),
  'pdf-colour': (f: Said) => ({
    message: `${f.at} paints in ${f.detail} and does not say which colours those are (no output profile)`,
    hint: OURS,
  }),
  'pdf-colour-profile': (f: Said) => ({ message: `${f.at} has a colour profile that cannot be read`, hint: OURS }),
  'pdf-blend-mode': (f: Said) => ({
    message: `${f.at} mixes colours in a way that readers do not know (${f.detail})`,
    hint: OURS,
  }),
  'pdf-font-not-embedded': (f: Said) => ({
    message: `${f.at} is not embedded, so that another machine may show other letters`,
    hint: 'declare it in fonts.yaml',
  }),
  'pdf-font-type3': (f: Said) => ({
    message: `${f.at} is drawn letter by letter (Type 3), which makes the file large`,
    hint: 'use static font files with every weight that the page uses, not a variable font',
  }),
  'pdf-font-mapping': (f: Said) => ({ message: `${f.at} does not say which letter is drawn how`, hint: OURS }),
  'pdf-font-unspelt': (f: Said) => ({
    message: `${f.at} shows a letter that cannot be copied or read aloud: nothing says which it is`,
    hint: 'print that character in another way, or use another font for it',
  }),
  'pdf-font-misspelt': (f: Said) => ({
    message: `${f.at} shows a letter that is read as ${f.detail}, which is no character`,
    hint: OURS,
  }),
  'pdf-glyph-missing': (f: Said) => ({
    message: `${f.at} has no letter for a character of the text, and shows an empty box`,
    hint: 'write it with another character, or declare a font that has it in fonts.yaml',
  }),
  'pdf-attachment-name': (f: Said) => ({ message: `${f.at} has no name that every reader can show`, hint: OURS }),
  'pdf-attachment-type': (f: Said) => ({
    message: `${f.at} does not say what kind of file it is${f.detail && ` ("${f.detail}")`}`,
    hint: OURS,
  }),
  'pdf-attachment-relation': (f: Said) => ({
    message: `${f.at} does not say what it has to do with the document`,
    hint: OURS,
  }),
  'pdf-attachment-loose': (f: Said) => ({ message: `${f.at} is not joined to the document`, hint: OURS }),
  'pdf-attachment-forbidden': (f: Said) => ({
    message: `${f.at} must not be there: a PDF/A-2 carries no such file`,
    hint: 'write `archive: 3a` in factsheet.yaml',
  }),
  'pdf-no-file': (f: { path: string; code: string }) => ({
    message: `${f.path} cannot be read: ${FILE_WORDS[f.code] ?? 'this account may not read it'}`,
    hint: 'name a PDF, e.g. one below out/',
  }),
} satisfies Record<string, (facts: never) => Sentence>
