// What really happened to the rows, in order: a trigger that notes every change, whoever made it.
import type { EntityName } from '@shared/entity'

/**
 * `op` is the console's operation, empty for the portal's. `assignable`: whether the name a machine was assigned to
 * was, in that moment, of somebody whom the portal lets reach it.
 */
export const auditSql = `
CREATE TABLE proof_audit (
  seq bigserial PRIMARY KEY, xid text NOT NULL, op text NOT NULL, "table" text NOT NULL, id int NOT NULL,
  old jsonb, new jsonb, assignable boolean);
CREATE FUNCTION proof_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - 'password' - 'ssh_key' END;
  after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - 'password' - 'ssh_key' END;
BEGIN
  INSERT INTO proof_audit (xid, op, "table", id, old, new, assignable) VALUES (
    pg_current_xact_id()::text, coalesce(current_setting('proof.op', true), ''), TG_TABLE_NAME,
    (coalesce(after, before) ->> 'id')::int, before, after,
    after ->> 'assigned_to' IS NULL OR EXISTS (
      SELECT FROM users WHERE username = after ->> 'assigned_to' AND NOT disabled
        AND lower(trim(role)) IN ('regular', 'sidekick')));
  RETURN NULL;
END $$;
CREATE TRIGGER proof_users AFTER INSERT OR UPDATE OR DELETE ON users FOR EACH ROW EXECUTE FUNCTION proof_note();
CREATE TRIGGER proof_vms AFTER INSERT OR UPDATE OR DELETE ON virtual_machines
  FOR EACH ROW EXECUTE FUNCTION proof_note();`

type Values = Readonly<Record<string, unknown>>

export interface Noted {
  seq: string
  xid: string
  op: string
  table: 'users' | 'virtual_machines'
  id: number
  old: Values | null
  new: Values | null
  assignable: boolean
}

export const entityOfTable: Readonly<Record<Noted['table'], EntityName>> = {
  users: 'user',
  virtual_machines: 'vm',
}

const columnOf: Readonly<Record<string, string>> = {
  firstName: 'first_name',
  lastName: 'last_name',
  assignedTo: 'assigned_to',
  ownerId: 'user_id',
}

export function columnOfField(field: string): string {
  return columnOf[field] ?? field
}

/** The columns whose values differ. */
export function changedColumns({ old, new: now }: Pick<Noted, 'old' | 'new'>): string[] {
  if (!old || !now) return []
  return Object.keys(now).filter((column) => now[column] !== old[column])
}
