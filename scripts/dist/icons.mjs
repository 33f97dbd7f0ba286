// @ts-check
// Draws the one SVG in every size and format that desktops want.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const sizes = [16, 24, 32, 48, 64, 128, 256, 512]

/**
 * @param {string} svg
 * @param {string} folder gets icons/ (Linux: a .png of each size, the .svg), icon.ico and icon.icns
 */
export async function makeIcons(svg, folder) {
  // Not at the top: the caller is loaded before the packages are installed.
  const [{ Resvg }, { default: png2icons }] = await Promise.all([
    import('@resvg/resvg-js'),
    import('png2icons'),
  ])
  const drawing = await readFile(svg, 'utf8')
  /** @param {number} size */
  const draw = (size) => new Resvg(drawing, { fitTo: { mode: 'width', value: size } }).render().asPng()
  const icons = path.join(folder, 'icons')
  await mkdir(icons, { recursive: true })
  await Promise.all(sizes.map((size) => writeFile(path.join(icons, `${size}x${size}.png`), draw(size))))
  await copyFile(svg, path.join(folder, 'scalable.svg'))
  const large = draw(1024)
  const ico = png2icons.createICO(large, png2icons.BICUBIC, 0, true, true)
  const icns = png2icons.createICNS(large, png2icons.BICUBIC, 0)
  if (!ico || !icns) throw new Error('The icons could not be made from the drawing')
  await writeFile(path.join(folder, 'icon.ico'), ico)
  await writeFile(path.join(folder, 'icon.icns'), icns)
}
