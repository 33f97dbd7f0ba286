// A sign-in the window knows already: the sample lab's own, or that of the administrator just made.

let known: { username: string; password: string } | null = null

export function prefillSignIn(signIn: { username: string; password: string } | null): void {
  known = signIn
}

export function prefilledSignIn(): { username: string; password: string } | null {
  return known
}
