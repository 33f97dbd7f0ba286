// The portal's table of bookmarks, as Sequelize sees it.
import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize'

export class Bookmark extends Model<InferAttributes<Bookmark>, InferCreationAttributes<Bookmark>> {
  declare id: CreationOptional<number>
  declare name: string
  declare link: string
  declare ownerId: number
}

/** Made anew for each class, since Sequelize writes into it. Every column of `bookmarks`; lengths are the portal's. */
export const bookmarkAttributes = () =>
  ({
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
    name: { type: DataTypes.STRING(50), allowNull: false },
    link: { type: DataTypes.STRING(255), allowNull: false },
    ownerId: { type: DataTypes.INTEGER, allowNull: false, field: 'user_id' },
  }) as const

/** A class of its own for each connection, so that two open databases never share one. */
export function initBookmark(sequelize: Sequelize): typeof Bookmark {
  return class extends Bookmark {}.init(bookmarkAttributes(), {
    sequelize,
    modelName: 'bookmark',
    tableName: 'bookmarks',
    underscored: true,
    timestamps: false,
  })
}
