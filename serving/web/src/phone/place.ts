/** Which page an address asks for, and of what. */
export interface Place {
  page: 'ticket' | 'notice' | 'rate' | 'appointment';
  /** A ticket's or notice's id, a token; empty if there is none. */
  id: string;
}

export function placeOf(path: string, hash: string): Place {
  const [, first = '', id = ''] = path.split('/');
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  switch (first) {
    case 't':
      return { page: 'ticket', id };
    case 'notice':
      return { page: 'notice', id };
    case 'rate':
      return { page: 'rate', id: id === '' ? (token ?? '') : id };
    default:
      return { page: 'appointment', id };
  }
}
