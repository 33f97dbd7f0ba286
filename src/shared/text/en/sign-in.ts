// The sign-in screen.
export const signIn = {
  title: 'Sign in',
  username: 'Username',
  usernameHelp: 'or email address',
  password: 'Password',
  button: 'Sign in',
  fillUsername: 'Type your username or email address.',
  fillPassword: 'Type your password.',
  sample: 'The sample lab’s sign-in is filled in for you.',
  kept: (name: string) => `What was typed and not saved waits here: it is there again when ${name} signs in.`,
  roles: 'For managers and admins of the lab.',
  another: 'Connect to another lab…',
}
