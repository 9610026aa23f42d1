// Loaded before a program: its clock is wrong by as many milliseconds as a file says, at every reading. What has gone by is not.
import { readFileSync } from 'node:fs'

const real = Temporal.Now.instant
Temporal.Now.instant = () => {
  const step = Number(readFileSync(process.env.STEP_FILE, 'utf8'))
  return real().add({ milliseconds: step })
}
