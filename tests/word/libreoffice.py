"""Opens Word files in LibreOffice, works on them as a person would, and saves them.

Each argument is a job as JSON: its source, its target, and what is done between.
A target that ends in .pdf is printed, any other is saved as a Word file.
"""

import json
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.awt.FontWeight import BOLD
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

AUTHOR = {"givenname": "Jane", "sn": "Doe"}


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


def sign(services, context):
    """Says whose changes are tracked from now on."""
    provider = services.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    data = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationUpdateAccess",
        (prop("nodepath", "/org.openoffice.UserProfile/Data"),),
    )
    for name, value in AUTHOR.items():
        data.setPropertyValue(name, value)
    data.commitChanges()


def edit(document, change):
    """Finds words, and types over them, behind them, or does to them what is asked."""
    search = document.createSearchDescriptor()
    search.SearchString = change["find"]
    search.SearchCaseSensitive = True
    found = document.findFirst(search)
    if found is None:
        raise SystemExit(f"the document does not say {change['find']}")
    document.RecordChanges = change["tracked"]
    text = found.Text
    what = change["do"]
    if what == "replace":
        found.setString(change["by"])
    elif what == "embolden":
        found.CharWeight = BOLD
    elif what == "paragraph-behind":
        cursor = text.createTextCursorByRange(found.End)
        cursor.gotoEndOfParagraph(False)
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        text.insertString(cursor, change["by"], False)
    elif what == "remove-paragraph":
        cursor = text.createTextCursorByRange(found.Start)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
        cursor.setString("")
    else:
        raise SystemExit(f"nobody can {what}")
    document.RecordChanges = False


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
            sign(services, context)
            desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            dispatcher = services.createInstanceWithContext(
                "com.sun.star.frame.DispatchHelper", context
            )
            for argument in sys.argv[1:]:
                job = json.loads(argument)
                document = desktop.loadComponentFromURL(
                    f"file://{job['source']}", "_blank", 0, (prop("Hidden", True),)
                )
                if "command" in job:
                    frame = document.CurrentController.Frame
                    dispatcher.executeDispatch(frame, f".uno:{job['command']}", "", 0, ())
                for change in job.get("edits", ()):
                    edit(document, change)
                target = job["target"]
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
