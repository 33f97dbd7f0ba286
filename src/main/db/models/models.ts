// The models of one Sequelize instance.
import type { Sequelize } from 'sequelize'
import { initBookmark, type Bookmark } from './bookmark'
import { initUser, type User } from './user'
import { initVm, type Vm } from './vm'

export interface Models {
  readonly user: typeof User
  readonly vm: typeof Vm
  readonly bookmark: typeof Bookmark
}

export function initModels(sequelize: Sequelize): Models {
  return { user: initUser(sequelize), vm: initVm(sequelize), bookmark: initBookmark(sequelize) }
}
