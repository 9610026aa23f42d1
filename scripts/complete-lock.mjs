// Writes into package-lock.json the platform packages that npm left out.
// npm drops an optional dependency when the registry it resolves from has no copy of it (mirrors often lack the
// packages of other systems), and `npm ci` then refuses the lock file as out of step. Run after every `npm install`.
import { readFileSync, writeFileSync } from 'node:fs'

const OS = /(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|aix|win32)/
const CPU = /(arm64|arm|x64|ia32|ppc64|riscv64|s390x|wasm32|loong64|mips64el)/
const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8'))
const added = []
for (const owner of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`
    if (lock.packages[key]) continue
    const os = OS.exec(name)?.[1]
    const cpu = CPU.exec(name)?.[1]
    lock.packages[key] = {
      version: version.replace(/^[\^~]/, ''),
      ...(cpu && { cpu: [cpu] }),
      ...(owner.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    }
    added.push(name)
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length === 0 ? 'The lock file is complete.' : `Added ${added.join(', ')}.`)
