"""Opens Word files in LibreOffice, settles their tracked changes and saves them.

Each argument is "command;source;target": AcceptAllTrackedChanges, RejectAllTrackedChanges or nothing.
A target that ends in .pdf is printed, any other is saved as a Word file.
"""

import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


def prop(name, value):
    made = PropertyValue()
    made.Name = name
    made.Value = value
    return made


def connect(local, pipe):
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start within a minute")


def main():
    with tempfile.TemporaryDirectory() as profile:
        pipe = profile.rsplit("/", 1)[1]
        office = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--norestore",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            context = connect(uno.getComponentContext(), pipe)
            services = context.ServiceManager
            desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            dispatcher = services.createInstanceWithContext(
                "com.sun.star.frame.DispatchHelper", context
            )
            for line in sys.argv[1:]:
                command, source, target = line.split(";")
                document = desktop.loadComponentFromURL(
                    f"file://{source}", "_blank", 0, (prop("Hidden", True),)
                )
                if command:
                    frame = document.CurrentController.Frame
                    dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, ())
                kind = "writer_pdf_Export" if target.endswith(".pdf") else "MS Word 2007 XML"
                document.storeToURL(f"file://{target}", (prop("FilterName", kind),))
                document.close(True)
            desktop.terminate()
        finally:
            try:
                office.wait(20)
            except subprocess.TimeoutExpired:
                office.kill()


main()
