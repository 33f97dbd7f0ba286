// The frame of the guide; what stands in it is in guide*.ts, which only the guide reads.
export const help = {
  command: 'Guide',
  title: 'Guide',
  search: 'Search the guide',
  sections: 'Sections',
  none: (searched: string) =>
    `Nothing in the guide has all of “${searched}”. Try one word, or the code of an error.`,
  found: (sections: number) => (sections === 1 ? '1 section' : `${sections} sections`),
  also: 'See also',
  next: 'Next',
}
