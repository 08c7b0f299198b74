/** A row with the number its table gave it. */
export interface Row {
  readonly id: number;
}

/** What a table is in a state file. */
export interface TableState<R extends Row> {
  readonly lastId: number;
  readonly rows: readonly R[];
}

/** Rows by id, in ascending order. Ids are never given twice, as SQLite's AUTOINCREMENT does it. */
export class Table<R extends Row> {
  #lastId: number;
  readonly #rows: Map<number, R>;
  #revision = 0;

  constructor(state: TableState<R> = { lastId: 0, rows: [] }) {
    this.#lastId = state.lastId;
    this.#rows = new Map(state.rows.map((row) => [row.id, row]));
  }

  /** Counts the changes. */
  get revision(): number {
    return this.#revision;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: number): R | undefined {
    return this.#rows.get(id);
  }

  /** Adds a row under the next id and answers it. */
  insert(row: Omit<R, 'id'>): R {
    this.#revision += 1;
    this.#lastId += 1;
    const inserted = { ...row, id: this.#lastId } as R;
    this.#rows.set(inserted.id, inserted);
    return inserted;
  }

  /** Replaces some fields of a row and answers the new row. Throws when there is none. */
  update(id: number, changes: Partial<Omit<R, 'id'>>): R {
    const row = this.#rows.get(id);
    if (!row) throw new Error(`no row ${id}`);
    this.#revision += 1;
    const updated = { ...row, ...changes };
    this.#rows.set(id, updated);
    return updated;
  }

  delete(id: number): boolean {
    this.#revision += 1;
    return this.#rows.delete(id);
  }

  /** Every row, ascending by id. */
  all(): R[] {
    return [...this.#rows.values()];
  }

  find(test: (row: R) => boolean): R | undefined {
    for (const row of this.#rows.values()) if (test(row)) return row;
    return undefined;
  }

  filter(test: (row: R) => boolean): R[] {
    return this.all().filter(test);
  }

  state(): TableState<R> {
    return { lastId: this.#lastId, rows: this.all() };
  }
}
