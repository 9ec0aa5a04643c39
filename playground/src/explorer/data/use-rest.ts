import { useEffect, useState } from "react";
import { type AnyVariables, type OperationResult, useClient } from "urql";
import type { Operation } from "../operation";
import { type Problem, problemOf } from "./problem";

export interface PageOf<Node> {
  nodes: readonly Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** A list's first page, already read, and what it is called in the variables of the next. */
export interface Start {
  key: string;
  page: PageOf<unknown>;
}

interface Rest<Node> {
  /** What follows each first page; empty until it came. */
  of: (key: string) => readonly Node[];
  pending: boolean;
  problem: Problem | null;
  again: () => void;
}

interface Read<Node> {
  wanted: string;
  nodes: ReadonlyMap<string, readonly Node[]>;
  /** Nothing more will come by itself. */
  ended: boolean;
  problem: Problem | null;
}

const NONE: ReadonlyMap<string, never[]> = new Map();

/** Reads lists to their end, page after page, where a first page does not hold them whole. */
export function useRest<Data, Variables extends AnyVariables, Node>(
  operation: Operation<Data, Variables>,
  starts: readonly Start[],
  variables: (key: string, after: string) => Variables,
  pageIn: (data: Data) => PageOf<Node> | undefined,
): Rest<Node> {
  const client = useClient();
  const wanted = JSON.stringify(
    starts.flatMap(({ key, page }) => (page.pageInfo.hasNextPage && page.pageInfo.endCursor ? [[key, page.pageInfo.endCursor]] : [])),
  );
  const [turn, setTurn] = useState(0);
  const [read, setRead] = useState<Read<Node> | null>(null);

  useEffect(() => {
    let current = true;
    const readAll = async () => {
      let nodes: ReadonlyMap<string, readonly Node[]> = NONE;
      for (const [key, start] of JSON.parse(wanted) as [string, string][]) {
        for (let after: string | null = start; after; ) {
          const { data, error }: OperationResult<Data> = await client.query<Data>(operation.text, variables(key, after), { requestPolicy: "network-only" });
          if (!current) return;
          const page: PageOf<Node> | undefined = data && pageIn(data);
          if (error || !page) return setRead({ wanted, nodes, ended: true, problem: error ? problemOf(error) : null });
          nodes = new Map([...nodes, [key, [...(nodes.get(key) ?? []), ...page.nodes]]]);
          setRead({ wanted, nodes, ended: false, problem: null });
          after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
        }
      }
      setRead({ wanted, nodes, ended: true, problem: null });
    };
    if (wanted !== "[]") void readAll();
    return () => {
      current = false;
    };
  }, [client, wanted, turn]);

  const found = read?.wanted === wanted ? read : null;
  return {
    of: (key) => (found?.nodes ?? NONE).get(key) ?? [],
    pending: wanted !== "[]" && !found?.ended,
    problem: found?.problem ?? null,
    again: () => setTurn(turn + 1),
  };
}
