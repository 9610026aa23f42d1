/** What an administrator copies: units that systemd takes, and command lines that the tool takes. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { diptych, TOOL } from '../e2e/project.ts'

const FOLDER = join(TOOL, 'docs/service')
const UNITS = ['diptych.service', 'diptych-status.service', 'diptych-status.timer']
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0

describe('the files in docs/service', () => {
  it.skipIf(!hasSystemd)('are units that systemd verifies without a word (where there is systemd-analyze)', () => {
    const { status, stdout, stderr } = spawnSync(
      'systemd-analyze',
      ['verify', ...UNITS.map((name) => join(FOLDER, name))],
      {
        encoding: 'utf8',
        env: { ...process.env, SYSTEMD_LOG_LEVEL: 'warning' },
      },
    )
    expect([status, stdout, stderr]).toEqual([0, '', ''])
  })

  it.skipIf(!hasSystemd)('would be refused with a word that systemd does not know', () => {
    const folder = mkdtempSync(join(tmpdir(), 'diptych-units-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const wrong = join(folder, 'wrong.service')
    const text = readFileSync(join(FOLDER, 'diptych.service'), 'utf8')
    writeFileSync(wrong, text.replace('Type=exec', 'Type=nonsense'))
    expect(spawnSync('systemd-analyze', ['verify', wrong], { encoding: 'utf8' }).stderr).toContain('nonsense')
  })

  it('run commands, with options, that there are', async () => {
    const texts = [...UNITS.slice(0, 2), 'crontab', 'Containerfile'].map((name) =>
      readFileSync(join(FOLDER, name), 'utf8'),
    )
    const lines = texts.flatMap((text) => [...text.matchAll(/diptych\.mjs"?,? "?((?:serve|status)[^\n>&]*)/g)])
    expect(lines.length).toBeGreaterThan(4)
    const help = { serve: (await diptych(['serve', '--help'])).out, status: (await diptych(['status', '--help'])).out }
    for (const [, line = ''] of lines) {
      const command = line.startsWith('serve') ? 'serve' : 'status'
      for (const [option] of line.matchAll(/--[a-z]+/g)) expect(help[command]).toContain(option)
    }
  })

  it('give a service that is told to stop more time than it takes', () => {
    const unit = readFileSync(join(FOLDER, 'diptych.service'), 'utf8')
    const drain = Number(/--drain (\d+)/.exec(unit)?.[1])
    expect(Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1])).toBeGreaterThan(drain + 10)
  })
})
