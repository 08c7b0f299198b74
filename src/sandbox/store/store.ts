import type { PolicyDocument } from '../policy/document.ts';
import { PrimaryRoutes } from './primary-routes.ts';
import { Registrations } from './registrations.ts';
import type { ApiKeyRow, NodeRow, PolicyRow, PreAuthKeyRow, RouteRow, UserRow } from './rows.ts';
import type { TableState } from './table.ts';
import { Table } from './table.ts';

/** All that a state file holds. */
export interface StoreState {
  readonly users: TableState<UserRow>;
  readonly preAuthKeys: TableState<PreAuthKeyRow>;
  readonly nodes: TableState<NodeRow>;
  readonly routes: TableState<RouteRow>;
  readonly apiKeys: TableState<ApiKeyRow>;
  readonly policies: TableState<PolicyRow>;
}

/** The database of the sandbox, and what a real server holds in memory only. */
export class Store {
  readonly users: Table<UserRow>;
  readonly preAuthKeys: Table<PreAuthKeyRow>;
  readonly nodes: Table<NodeRow>;
  readonly routes: Table<RouteRow>;
  readonly apiKeys: Table<ApiKeyRow>;
  readonly policies: Table<PolicyRow>;
  /** In memory only: a restart loses them. */
  readonly registrations = new Registrations();
  /** In memory only. */
  readonly primaryRoutes = new PrimaryRoutes();
  /** In memory only: deleted keys that nodes still show until a restart (0.28 and later). */
  readonly deletedPreAuthKeys = new Map<number, PreAuthKeyRow>();
  /** In memory only: the policy that is in force, which may differ from the stored one. */
  activePolicy: PolicyDocument | null = null;
  /** In memory only: why the policy that is in force cannot be compiled (0.24 to 0.26); null where it can. */
  policyFault: string | null = null;

  constructor(state?: StoreState) {
    this.users = new Table(state?.users);
    this.preAuthKeys = new Table(state?.preAuthKeys);
    this.nodes = new Table(state?.nodes);
    this.routes = new Table(state?.routes);
    this.apiKeys = new Table(state?.apiKeys);
    this.policies = new Table(state?.policies);
  }

  /** Counts the changes of all tables. */
  get revision(): number {
    const { users, preAuthKeys, nodes, routes, apiKeys, policies } = this;
    return [users, preAuthKeys, nodes, routes, apiKeys, policies].reduce(
      (sum, { revision }) => sum + revision,
      0,
    );
  }

  /** A copy of everything that a database would keep. */
  state(): StoreState {
    return {
      users: this.users.state(),
      preAuthKeys: this.preAuthKeys.state(),
      nodes: this.nodes.state(),
      routes: this.routes.state(),
      apiKeys: this.apiKeys.state(),
      policies: this.policies.state(),
    };
  }
}
