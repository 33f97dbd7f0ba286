// @ts-check
// What a bare Electron runtime runs: it opens the app named on the command line, as the official one does.
'use strict'
const path = require('node:path')
const fs = require('node:fs')
const electron = require('electron')

/** Electron has these for its own default app, and declares them to nobody. @type {any} */
const app = electron.app

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (given === undefined) {
  console.error('Usage: electron [switches] path-to-app [options of the app]')
  process.exit(1)
}

const folder = path.resolve(given)
const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
app.setName(about.productName || about.name)
app.setVersion(about.version)
app.setAppPath(folder)
// Synchronous on purpose: an app loaded after `ready` can no longer register privileged schemes.
require(path.join(folder, about.main))
