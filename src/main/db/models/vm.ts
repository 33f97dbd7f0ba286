// The portal's table of virtual machines, as Sequelize sees it.
import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize'

export class Vm extends Model<InferAttributes<Vm>, InferCreationAttributes<Vm>> {
  declare id: CreationOptional<number>
  declare name: string
  declare host: string
  declare port: number
  declare username: string
  declare sshKey: Uint8Array | null
  declare password: string | null
  declare shared: boolean
  declare assignedTo: string | null
  declare ownerId: number
}

/** Made anew for each class, since Sequelize writes into it. Every column of `virtual_machines`; lengths are the portal's. `password` and `sshKey` hold Fernet tokens. */
export const vmAttributes = () =>
  ({
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
    name: { type: DataTypes.STRING(50), allowNull: false },
    host: { type: DataTypes.STRING(50), allowNull: false },
    port: { type: DataTypes.INTEGER, allowNull: false },
    username: { type: DataTypes.STRING(50), allowNull: false },
    sshKey: { type: DataTypes.BLOB, field: 'ssh_key' },
    password: { type: DataTypes.STRING(128) },
    shared: { type: DataTypes.BOOLEAN, allowNull: false },
    assignedTo: { type: DataTypes.STRING(50), field: 'assigned_to' },
    ownerId: { type: DataTypes.INTEGER, allowNull: false, field: 'user_id' },
  }) as const

/** A class of its own for each connection, so that two open databases never share one. */
export function initVm(sequelize: Sequelize): typeof Vm {
  return class extends Vm {}.init(vmAttributes(), {
    sequelize,
    modelName: 'vm',
    tableName: 'virtual_machines',
    underscored: true,
    timestamps: false,
  })
}
