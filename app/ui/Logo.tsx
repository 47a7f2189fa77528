export function Logo() {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0 text-accent" fill="none">
      <path
        d="M8 2.75h8.2L20.5 7v11.25a1.5 1.5 0 0 1-1.5 1.5H8a1.5 1.5 0 0 1-1.5-1.5v-14A1.5 1.5 0 0 1 8 2.75Z"
        fill="currentColor"
      />
      <path
        d="M10 8.5h4M10 12h7M10 15.5h7"
        stroke="var(--color-paper)"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <path
        d="M3.5 6.75V20a1.75 1.75 0 0 0 1.75 1.75H16"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </svg>
  );
}
