// The portal's table of people, as Sequelize sees it.
import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize'

export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<number>
  declare username: string
  declare password: string
  declare email: string
  declare firstName: string
  declare lastName: string
  declare role: string
  declare disabled: boolean
}

/** Made anew for each class, since Sequelize writes into it. Every column of `users`; lengths are the portal's. `password` holds a bcrypt hash. */
export const userAttributes = () =>
  ({
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
    username: { type: DataTypes.STRING(50), allowNull: false, unique: true },
    password: { type: DataTypes.STRING(128), allowNull: false },
    email: { type: DataTypes.STRING(100), allowNull: false, unique: true },
    firstName: { type: DataTypes.STRING(50), allowNull: false, field: 'first_name' },
    lastName: { type: DataTypes.STRING(50), allowNull: false, field: 'last_name' },
    role: { type: DataTypes.STRING(10), allowNull: false },
    disabled: { type: DataTypes.BOOLEAN, allowNull: false },
  }) as const

/** A class of its own for each connection, so that two open databases never share one. */
export function initUser(sequelize: Sequelize): typeof User {
  return class extends User {}.init(userAttributes(), {
    sequelize,
    modelName: 'user',
    tableName: 'users',
    underscored: true,
    timestamps: false,
  })
}
