// Keeps zod from trying to compile code, which the window's policy refuses. Imported before any schema is made.
import { z } from 'zod'

z.config({ jitless: true })
