// Which of the program's own dialogs is open: one at a time, opened from anywhere.
import { createStore } from '../api/store'

export const programDialog = createStore<'settings' | 'updates' | null>(null)
