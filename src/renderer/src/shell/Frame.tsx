// The plain frame of every screen before the shell: the product's name, the content in the middle.
import type { ReactNode } from 'react'
import { text } from '@shared/text'
import { ProfileSwitcher } from '../profiles/ProfileSwitcher'
import { Logo } from './Logo'
import styles from './Frame.module.css'

export interface FrameProps {
  /** narrow: a sign-in form; wide: the setup guide. */
  width: 'narrow' | 'medium' | 'wide'
  title: string
  intro?: ReactNode
  /** Over everything, across the window. */
  banners?: ReactNode
  children: ReactNode
}

export function Frame({ width, title, intro, banners, children }: FrameProps) {
  return (
    <div className={styles.screen}>
      {banners !== undefined && <section aria-label={text.shell.messages}>{banners}</section>}
      <main className={styles.main}>
        <div className={`${styles.column} ${styles[width]}`}>
          <header className={styles.header}>
            <div className={styles.product}>
              <Logo />
              {text.shell.product}
              <ProfileSwitcher compact />
            </div>
            <h1 className={styles.title}>{title}</h1>
            {intro !== undefined && <p className={styles.intro}>{intro}</p>}
          </header>
          {children}
        </div>
      </main>
    </div>
  )
}
