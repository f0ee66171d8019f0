import { type KyselyPlugin, OperationNodeTransformer, type PrimitiveValueListNode, type ValueNode } from 'kysely'

/** PostgreSQL keeps no NUL character in a text and refuses the query; here they are dropped from every value. */
export const withoutNul: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => new NulDropper().transformNode(node, queryId),
  transformResult: async ({ result }) => result,
}

class NulDropper extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return { ...node, value: drop(node.value) }
  }

  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    return { ...node, values: node.values.map(drop) }
  }
}

const drop = (value: unknown) =>
  typeof value === 'string' && value.includes('\u0000') ? value.replaceAll('\u0000', '') : value
