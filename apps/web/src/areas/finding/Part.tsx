import { type ReactNode, useId } from 'react';

interface PartProps {
  title: string;
  /** How many there are, or what else belongs beside the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One titled sheet of the page. */
export function Part({ title, aside, children }: PartProps) {
  const id = useId();
  return (
    <section className="sheet finding-part" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
