/** Which keys a table already has, in about 30 bytes a row, so that a million rows can be checked for doubles. */

/** Remembers keys of a fixed number of parts, and the line of each. */
export class KeyIndex {
  /** Number of each distinct part, by position in the key. */
  readonly #numbers: readonly Map<string, number>[]
  /** For each row, the numbers of its parts and then its line. */
  #rows: Uint32Array
  /** Open addressing: row + 1 at the key's hash or the next free slot; 0 is free. At most half full. */
  #slots = new Uint32Array(64)
  #count = 0

  constructor(parts: number) {
    this.#numbers = Array.from({ length: parts }, () => new Map<string, number>())
    this.#rows = new Uint32Array(32 * this.#width)
  }

  /** The line where this key stood before, or 0 after remembering it. */
  add(parts: readonly string[], line: number): number {
    if (this.#count * 2 >= this.#slots.length) this.#grow()
    const key = this.#numbers.map((numbers, index) => numberOf(numbers, parts[index] ?? ''))
    const slot = this.#slotOf(key)
    const row = this.#slots[slot] ?? 0
    if (row > 0) return this.#rows[row * this.#width - 1] ?? 0
    this.#rows.set([...key, line], this.#count * this.#width)
    this.#count += 1
    this.#slots[slot] = this.#count
    return 0
  }

  get #width(): number {
    return this.#numbers.length + 1
  }

  /** The slot that holds the key, or the free one where it belongs. */
  #slotOf(key: ArrayLike<number>): number {
    const mask = this.#slots.length - 1
    let slot = hash(key, this.#numbers.length) & mask
    while (this.#slots[slot] !== 0 && !this.#holds((this.#slots[slot] ?? 0) - 1, key)) slot = (slot + 1) & mask
    return slot
  }

  #holds(row: number, key: ArrayLike<number>): boolean {
    const start = row * this.#width
    for (let i = 0; i < this.#numbers.length; i++) if (this.#rows[start + i] !== key[i]) return false
    return true
  }

  #grow(): void {
    const rows = new Uint32Array(this.#slots.length * this.#width)
    rows.set(this.#rows.subarray(0, this.#count * this.#width))
    this.#rows = rows
    this.#slots = new Uint32Array(this.#slots.length * 2)
    for (let row = 0; row < this.#count; row++) {
      const key = rows.subarray(row * this.#width, (row + 1) * this.#width)
      this.#slots[this.#slotOf(key)] = row + 1
    }
  }
}

function numberOf(numbers: Map<string, number>, part: string): number {
  const known = numbers.get(part)
  if (known !== undefined) return known
  numbers.set(part, numbers.size)
  return numbers.size - 1
}

/** Mixes 32-bit numbers; consecutive ones, which these are, must not fall into consecutive slots. */
function hash(key: ArrayLike<number>, parts: number): number {
  let mixed = 0x9e3779b9
  for (let i = 0; i < parts; i++) {
    mixed = Math.imul(mixed ^ (key[i] ?? 0), 0x85ebca6b)
    mixed ^= mixed >>> 15
  }
  return mixed >>> 0
}
