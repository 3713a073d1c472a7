import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../../../infra/paths.ts'

/** A fresh clone whose npm notes its arguments and installs a node that says this version. */
const clone = (node = 'v24.9.0', npmStatus = 0) => {
  const root = mkdtempSync(join(tmpdir(), 'clone-'))
  const tools = join(root, 'tools')
  mkdirSync(tools)
  mkdirSync(join(root, 'infra', 'commands'), { recursive: true })
  copyFileSync(join(ROOT, 'infra/commands/pre.mjs'), join(root, 'infra/commands/pre.mjs'))
  const lock = (version: string) =>
    writeFileSync(
      join(root, 'package-lock.json'),
      JSON.stringify({ packages: { '': {}, 'node_modules/a': { version } } }),
    )
  lock('1.0.0')
  const bin = join(root, 'node_modules', '.bin')
  script(
    join(tools, 'npm'),
    `echo "$@" >> ${root}/npm.log; mkdir -p ${bin}; printf '#!/bin/sh\\necho ${node}\\n' > ${bin}/node; chmod +x ${bin}/node; exit ${npmStatus}`,
  )
  const run = () =>
    spawnSync(process.execPath, ['infra/commands/pre.mjs'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: [tools, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter) },
    })
  const installations = () => {
    const log = join(root, 'npm.log')
    return existsSync(log)
      ? readFileSync(log, 'utf8')
          .split('\n')
          .filter((line) => line.startsWith('ci')).length
      : 0
  }
  return { root, run, lock, installations }
}

const script = (file: string, body: string): void => {
  writeFileSync(file, `#!/bin/sh\n${body}\n`)
  chmodSync(file, 0o755)
}

test('installs once in a fresh clone, and again when the lockfile changes', () => {
  const { run, lock, installations } = clone()
  expect(run()).toMatchObject({ status: 0, stdout: '' })
  expect(run()).toMatchObject({ status: 0, stdout: '', stderr: '' })
  expect(installations()).toBe(1)
  lock('1.0.1')
  expect(run().status).toBe(0)
  expect(installations()).toBe(2)
})

test('takes an installation made by hand for what it is', () => {
  const { root, run, installations } = clone()
  run()
  const record = { packages: { 'node_modules/a': { version: '1.0.1' } } }
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify(record))
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ ...record, note: 'installed by hand' }))
  expect(run().status).toBe(0)
  expect(installations()).toBe(process.platform === 'linux' && process.arch === 'x64' ? 1 : 2)
})

test('stops with a sentence when installing fails', () => {
  const { run } = clone('v24.9.0', 1)
  const { status, stderr } = run()
  expect(status).toBe(1)
  expect(stderr).toContain('The packages could not be installed')
})

test('stops with a sentence when the runtime is too old', () => {
  const { status, stderr } = clone('v20.20.2').run()
  expect(status).toBe(1)
  expect(stderr).toContain('must be Node 24 or newer')
})
