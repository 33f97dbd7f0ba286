// @ts-check
// A program that opens the embedded database and stays: the tests kill it. Arguments: the host and its folder.
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'

const [entry = '', folder = ''] = process.argv.slice(2)
const host = fork(entry, [], { serialization: 'advanced' })
host.on('message', (/** @type {{ kind: string }} */ message) => {
  process.stdout.write(`${JSON.stringify({ ...message, host: host.pid })}\n`)
})
const stat = readFileSync('/proc/self/stat', 'utf8')
const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
host.send({ kind: 'start', folder, program: { pid: process.pid, started: `${boot}/${ticks}` } })
