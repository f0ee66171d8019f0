/** While the session is asked for: the bar that stands in the page already, and nothing that would jump. */
export const RoutePending = () => null
