// What is said where the program itself could not be loaded; apart, since the start reads no other text.
export const startFailed = {
  title: 'VM Lab Console could not start',
  text: 'A part of the program could not be loaded. Install it again: your labs and settings stay. Started from a terminal, it says there what was wrong.',
}
