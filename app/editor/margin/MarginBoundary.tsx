import { Component, type ReactNode } from "react";

interface MarginBoundaryProps {
  readonly children: ReactNode;
}

/** Keeps a failure beside the text from taking the text along: the part is gone, and is reported. */
export class MarginBoundary extends Component<MarginBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    reportError(error);
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
