// @ts-check
// A program that opens the embedded database and stays: the tests kill it. Arguments: the host and its folder.
import { fork } from 'node:child_process'
import process from 'node:process'

const [entry = '', folder = ''] = process.argv.slice(2)
const host = fork(entry, [], { serialization: 'advanced' })
host.on('message', (/** @type {{ kind: string }} */ message) => {
  process.stdout.write(`${JSON.stringify({ ...message, host: host.pid })}\n`)
})
host.send({ kind: 'start', folder, program: { pid: process.pid, started: '' } })
