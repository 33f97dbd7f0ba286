// A menu that opens from a button, and the items of it.
import { Check, type LucideIcon } from 'lucide-react'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Popover,
  Separator,
  Text,
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
  /** Why it may not be done: it can be pointed at and read, and does nothing. */
  refusal?: string | null
}

export function MenuItem({
  icon: Icon,
  shortcut,
  danger = false,
  refusal = null,
  children,
  onAction,
  ...props
}: MenuItemProps) {
  return (
    <AriaMenuItem
      textValue={children}
      {...props}
      {...(onAction && refusal === null ? { onAction } : {})}
      {...(refusal === null ? {} : { ref: markRefused, 'data-refused': '' })}
      className={list.item ?? ''}
      {...(danger ? { 'data-danger': '' } : {})}
    >
      {({ selectionMode, isSelected }) => (
        <>
          {selectionMode !== 'none' && (
            <span className={list.check}>{isSelected && <Check size={15} aria-hidden />}</span>
          )}
          {Icon && <Icon size={15} aria-hidden className={danger ? '' : list.icon} />}
          {refusal === null ? (
            children
          ) : (
            <span className={list.refused}>
              {children}
              <Text slot="description" className={list.refusal ?? ''}>
                {refusal}
              </Text>
            </span>
          )}
          {shortcut !== undefined && <Shortcut keys={shortcut} />}
        </>
      )}
    </AriaMenuItem>
  )
}

/** React Aria lets no `aria-disabled` of one's own through. */
function markRefused(item: Element | null): void {
  item?.setAttribute('aria-disabled', 'true')
}

export function MenuSeparator() {
  return <Separator className={list.separator ?? ''} />
}
