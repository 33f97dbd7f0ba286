// A menu that opens from a button, and the items of it.
import { Check, type LucideIcon } from 'lucide-react'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Popover,
  Separator,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  type PopoverProps,
} from 'react-aria-components'
import type { ReactNode } from 'react'
import { Shortcut } from './Shortcut'
import list from './list.module.css'

export interface MenuProps<T> extends Omit<AriaMenuProps<T>, 'className' | 'style'> {
  /** The button that opens it. */
  trigger: ReactNode
  placement?: PopoverProps['placement']
}

/** Arrow keys, typing ahead, Esc; focus returns to the button. */
export function Menu<T extends object>({ trigger, placement = 'bottom start', ...props }: MenuProps<T>) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement={placement} className={list.popover ?? ''}>
        <AriaMenu {...props} className={list.list ?? ''} />
      </Popover>
    </MenuTrigger>
  )
}

export interface MenuItemProps extends Omit<AriaMenuItemProps, 'className' | 'style' | 'children'> {
  children: string
  icon?: LucideIcon
  shortcut?: string
  danger?: boolean
}

export function MenuItem({ icon: Icon, shortcut, danger = false, children, ...props }: MenuItemProps) {
  return (
    <AriaMenuItem
      textValue={children}
      {...props}
      className={list.item ?? ''}
      {...(danger ? { 'data-danger': '' } : {})}
    >
      {({ selectionMode, isSelected }) => (
        <>
          {selectionMode !== 'none' && (
            <span className={list.check}>{isSelected && <Check size={15} aria-hidden />}</span>
          )}
          {Icon && <Icon size={15} aria-hidden className={danger ? '' : list.icon} />}
          {children}
          {shortcut !== undefined && <Shortcut keys={shortcut} />}
        </>
      )}
    </AriaMenuItem>
  )
}

export function MenuSeparator() {
  return <Separator className={list.separator ?? ''} />
}
