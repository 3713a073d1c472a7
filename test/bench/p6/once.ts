import { writeSync } from 'node:fs'
import { getDocumentProxy } from 'unpdf'
import { contestant } from './contestants.ts'
import { report } from './report.ts'

/** One report by one contestant in a process of its own: `node once.ts <contestant> <clusters>` writes how long it took,
 *  the most memory that the process held meanwhile, pages and bytes. */
const [name = '', clusters = '12'] = process.argv.slice(2)
const make = await contestant(name)
const started = performance.now()
const pdf = await make(report(Number(clusters), 1))
const milliseconds = performance.now() - started
const megabytes = process.resourceUsage().maxRSS / 1024
const { numPages } = await getDocumentProxy(new Uint8Array(pdf))
writeSync(1, JSON.stringify({ milliseconds, megabytes, pages: numPages, bytes: pdf.length }))
