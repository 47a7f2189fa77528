import { Link } from "react-router";
import type { HelpBlock, HelpInline } from "#app/domain/help/text.ts";
import { Card } from "#app/ui/Page.tsx";
import { helpPicture } from "./pictures.ts";

/** The text of a page of the help. */
export function HelpBlocks({ blocks }: { readonly blocks: readonly HelpBlock[] }) {
  return blocks.map((block, index) => <Block key={index} block={block} />);
}

function Block({ block }: { readonly block: HelpBlock }) {
  switch (block.kind) {
    case "heading":
      return (
        <h2
          id={block.id}
          tabIndex={-1}
          className="mt-4 scroll-mt-24 text-lg font-semibold tracking-tight"
        >
          {block.words}
        </h2>
      );
    case "paragraph":
      return (
        <p>
          <Pieces pieces={block.pieces} />
        </p>
      );
    case "note":
      return (
        <p className="rounded-lg border border-rule bg-paper px-5 py-4">
          <Pieces pieces={block.pieces} />
        </p>
      );
    case "list": {
      const List = block.isOrdered ? "ol" : "ul";
      return (
        <List className={`grid gap-2 pl-5 ${block.isOrdered ? "list-decimal" : "list-disc"}`}>
          {block.items.map((pieces, index) => (
            <li key={index}>
              <Pieces pieces={pieces} />
            </li>
          ))}
        </List>
      );
    }
    case "table":
      return <Table head={block.head} rows={block.rows} />;
    case "picture":
      return (
        <Card className="overflow-x-auto">
          <img src={helpPicture(block.file)} alt={block.alt} loading="lazy" className="w-full" />
        </Card>
      );
  }
}

function Table({ head, rows }: Omit<Extract<HelpBlock, { kind: "table" }>, "kind">) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls in itself on a phone, and by keys only where it takes the focus
    <section className="overflow-x-auto" aria-label="Table" tabIndex={0}>
      <table className="w-full text-left text-[0.9375rem]">
        <thead>
          <tr className="border-b border-rule">
            {head.map((pieces, index) => (
              <th key={index} scope="col" className="py-2 pr-2.5 font-medium">
                <Pieces pieces={pieces} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row} className="border-b border-rule align-top">
              {cells.map((pieces, index) => (
                <td key={index} className="py-2 pr-2.5">
                  <Pieces pieces={pieces} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Pieces({ pieces }: { readonly pieces: readonly HelpInline[] }) {
  return pieces.map((piece, index) => <Piece key={index} piece={piece} />);
}

function Piece({ piece }: { readonly piece: HelpInline }) {
  switch (piece.kind) {
    case "words":
      return piece.words;
    case "code":
      return <kbd className="font-mono text-sm">{piece.words}</kbd>;
    case "strong":
      return (
        <strong className="font-medium">
          <Pieces pieces={piece.pieces} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Pieces pieces={piece.pieces} />
        </em>
      );
    case "link":
      return <HelpLink to={piece.to} pieces={piece.pieces} />;
  }
}

function HelpLink({ to, pieces }: { readonly to: string; readonly pieces: readonly HelpInline[] }) {
  const element = <Pieces pieces={pieces} />;
  return to.startsWith("/") ? (
    <Link to={to} className="link">
      {element}
    </Link>
  ) : (
    <a href={to} className="link" rel="noreferrer">
      {element}
    </a>
  );
}
