// What a person is told to do where the program does not replace itself.
import { text } from '@shared/text'
import type { UpdateStep } from '@shared/updates'
import { fileAddress, shownAddress, type Feed } from './feed'
import type { PackageKind } from './package-kind'

const words = text.updates.byHand
/** The package's name, as electron-builder takes it from package.json. */
const packageName = 'vm-lab-console'

const commands = {
  deb: {
    repository: `sudo apt update && sudo apt install --only-upgrade ${packageName}`,
    file: (name: string) => `sudo apt install ./${name}`,
  },
  rpm: {
    repository: `sudo dnf upgrade ${packageName}`,
    file: (name: string) => `sudo dnf install ./${name}`,
  },
}

/** Null where the program replaces itself. `files` are those of the feed, as it names them. */
export function stepsByHand(kind: PackageKind, feed: Feed, files: readonly string[]): UpdateStep[] | null {
  switch (kind) {
    case 'appimage':
    case 'nsis':
    case 'mac':
      return null
    case 'development':
      return [{ text: words.development, command: null }]
    case 'deb':
    case 'rpm':
      return packageSteps(kind, feed, files)
    case 'read-only':
      return [sentence(words.readOnly), sentence(words.get(shownAddress(feed)))]
    case 'other':
      return [sentence(words.other), sentence(words.get(shownAddress(feed)))]
  }
}

function packageSteps(kind: 'deb' | 'rpm', feed: Feed, files: readonly string[]): UpdateStep[] {
  const steps = [sentence(words[kind]), { text: words.repository, command: commands[kind].repository }]
  const places = files.map((file) => fileAddress(feed, file)).filter((place) => place !== null)
  const own = places.filter(({ name }) => name.endsWith(`.${kind}`))
  const place = own.find(({ name }) => architectureNames().some((arch) => name.includes(arch))) ?? own[0]
  if (place) {
    const { name, address } = place
    steps.push({ text: words.file(name, address), command: commands[kind].file(name) })
  }
  return steps
}

/** As Debian, Fedora and Node name it. */
function architectureNames(): readonly string[] {
  return process.arch === 'arm64' ? ['arm64', 'aarch64'] : ['amd64', 'x86_64', 'x64']
}

function sentence(words: string): UpdateStep {
  return { text: words, command: null }
}
