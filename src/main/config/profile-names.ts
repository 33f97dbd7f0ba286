// What a lab is called until somebody gives it a name, and where the list of labs says that it is.
import { basename, dirname, extname } from 'node:path'
import { profileName } from '@shared/profile'
import { text } from '@shared/text'
import type { StoredLab } from './profile'

const words = text.profiles.names

/** After its secrets file's folder, or its database and address. Never from what is in a secrets file. */
export function nameOfLab(lab: StoredLab): string {
  switch (lab.kind) {
    case 'file':
      return usableName(lab.overrides.address ?? nameOfFile(lab.path))
    case 'fields':
      return usableName(words.server(lab.fields.database, lab.fields.address))
    case 'embedded':
      return words.embedded
    case 'sample':
      return words.sample
  }
}

/** Where it is, in one line without a secret. */
export function placeOfLab(lab: StoredLab): string {
  switch (lab.kind) {
    case 'file':
      return lab.path
    case 'fields': {
      const { database, address, port } = lab.fields
      return text.lab.serverLabel(database, address, address.startsWith('/') ? null : port)
    }
    case 'embedded':
      return text.lab.embeddedLabel
    case 'sample':
      return text.lab.sampleLabel
  }
}

/** The portal's file is called secrets.toml wherever it is: its folder says more, but for the portal's `.streamlit`. */
function nameOfFile(path: string): string {
  const own = basename(path, extname(path))
  if (own !== 'secrets') return own
  const folder = dirname(path)
  const telling = basename(folder) === '.streamlit' ? dirname(folder) : folder
  return basename(telling) || own
}

/** A text as a name: one visible line of at most `max` characters. */
export function usableName(wanted: string, max = 60): string {
  const line = wanted.normalize('NFC').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
  const parsed = profileName.safeParse([...line.trim()].slice(0, max).join('').slice(0, max))
  return parsed.success ? parsed.data : words.unnamed
}
