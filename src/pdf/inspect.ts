/** Reading a PDF back. */

/**
 * Pages of a PDF as Chromium writes it: objects in plain text, one `/Type /Page` each. Throws when it finds none, so
 * that a change in Chromium's writer cannot pass for an empty document.
 */
export function countPages(pdf: Uint8Array): number {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  const pages = text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
  if (pages === 0) throw new Error('No page object was found in the printed PDF')
  return pages
}
