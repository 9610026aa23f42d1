// Stands for the package `brotli` in what is linked: Node has the same in native code, and fonts are unpacked ten times as quickly.
import { brotliDecompressSync } from 'node:zlib'

export default (bytes) => brotliDecompressSync(bytes)
