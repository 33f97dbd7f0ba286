// Sentences for requests that are refused before anybody reads them.
export const requests = {
  tooLarge:
    'This is more than the program takes at once, or not of a kind it takes. Nothing was changed; do it in smaller parts.',
  tooMany: 'The program is still busy with what was asked before. Wait a moment and do this again.',
}
