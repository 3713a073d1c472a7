import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { uploadPortal } from '../../infra/commands/deploy/upload-portal.ts'
import { deploy, type Machine } from '../../infra/commands/deploy.ts'

/** A machine that only remembers. */
const machine = (change: Partial<Machine> = {}) => {
  const ran: string[] = []
  const said: string[] = []
  const uploaded: string[] = []
  return {
    ran,
    said,
    uploaded,
    run: async (program: string, args: readonly string[]) => {
      ran.push([program, ...args].join(' '))
      const outputs = args[args.indexOf('--outputs-file') + 1]
      if (program === 'cdk' && outputs) {
        writeFileSync(
          outputs,
          JSON.stringify({
            'agglomera-dev-web': {
              PortalBucket: 'files',
              PortalAddress: 'https://d1',
              PortalSettings: '{"clientId":"1"}',
            },
          }),
        )
      }
      return 0
    },
    credentials: async () => {},
    upload: async (bucket: string, settings: string) => {
      uploaded.push(`${bucket} ${settings}`)
      return 3
    },
    log: (line: string) => said.push(line),
    ...change,
  }
}

describe('npm run deploy', () => {
  it('says how it is used when no environment is named', async () => {
    const here = machine()
    expect(await deploy([], here)).toBe(1)
    expect(here.said.join()).toContain('Usage: npm run deploy -- <environment>')
    expect(here.said.join()).toContain('Environments: dev, prod')
  })

  it('refuses an environment that nobody configured, and the local one', async () => {
    const here = machine()
    expect(await deploy(['stage'], here)).toBe(1)
    expect(await deploy(['local'], here)).toBe(1)
    expect(here.said.join('\n')).toContain('There is no environment "stage"')
    expect(here.said.join('\n')).toContain('"local" runs on this machine: npm start')
    expect(here.ran).toEqual([])
  })

  it('says in one sentence that credentials are missing, and touches nothing', async () => {
    const here = machine({
      credentials: async () => {
        throw new Error('Could not load credentials from any providers')
      },
    })
    expect(await deploy(['dev'], here)).toBe(1)
    expect(here.said).toHaveLength(1)
    expect(here.said[0]).toMatch(/needs AWS credentials and a region.*aws sso login.*npm run synth/)
    expect(here.ran).toEqual([])
  })

  it('builds, deploys all stacks of the environment, and uploads the portal', async () => {
    const here = machine()
    expect(await deploy(['dev', '--require-approval', 'never'], here)).toBe(0)
    expect(here.ran[0]).toBe('node web/build.ts')
    expect(here.ran[1]).toMatch(
      /^cdk deploy dev\/\* --context environment=dev --outputs-file .*outputs\.json --require-approval never$/,
    )
    expect(here.uploaded).toEqual(['files {"clientId":"1"}'])
    expect(here.said.join('\n')).toContain('uploaded 3 files')
  })

  it('stops with the status of what failed', async () => {
    const here = machine({ run: async (program) => (program === 'cdk' ? 7 : 0) })
    expect(await deploy(['dev'], here)).toBe(7)
    expect(here.uploaded).toEqual([])
  })
})

describe('uploading the portal', () => {
  const folder = (files: readonly string[]): string => {
    const root = mkdtempSync(join(tmpdir(), 'portal-'))
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), file)
    }
    return root
  }

  it('sends pages last, with types, and lets only hashed files be kept', async () => {
    const s3 = mockClient(S3Client)
    const root = folder(['index.html', 'docs/index.html', 'assets/index-1a2b3c4d.js', 'favicon.svg'])
    expect(await uploadPortal(new S3Client({ region: 'eu-central-1' }), 'files', root, '{}')).toBe(5)
    const sent = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)
    expect(sent.map(({ Key, ContentType, CacheControl }) => [Key, ContentType, CacheControl])).toEqual([
      ['config.json', 'application/json', 'no-cache'],
      ['assets/index-1a2b3c4d.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
      ['favicon.svg', 'image/svg+xml', 'no-cache'],
      ['docs/index.html', 'text/html; charset=utf-8', 'no-cache'],
      ['index.html', 'text/html; charset=utf-8', 'no-cache'],
    ])
    s3.restore()
  })

  it('refuses a missing folder and a file of unknown kind', async () => {
    const client = new S3Client({ region: 'eu-central-1' })
    await expect(uploadPortal(client, 'files', '/nowhere', '{}')).rejects.toThrow(
      'no built portal in /nowhere',
    )
    await expect(uploadPortal(client, 'files', folder(['a.exe']), '{}')).rejects.toThrow('a.exe is of a kind')
  })
})
