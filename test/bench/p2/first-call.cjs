// Loads one bundle in a fresh process and calls it once; writes what that took to file descriptor 3.
const { writeSync } = require('node:fs')

const [bundle, event, context] = process.argv.slice(2)
const input = JSON.parse(event)
const around = { ...JSON.parse(context), getRemainingTimeInMillis: () => 10000 }
const cpu = process.cpuUsage()
const start = performance.now()
const { handler } = require(bundle)
const loaded = performance.now()
handler(input, around).then((reply) => {
  const done = performance.now()
  const { user, system } = process.cpuUsage(cpu)
  const took = {
    load: loaded - start,
    wall: done - start,
    cpu: (user + system) / 1000,
    status: reply.statusCode,
  }
  writeSync(3, JSON.stringify(took))
  process.exit(0)
})
