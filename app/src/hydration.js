(function (script, wasm) {
	// The focus went with the form that a page answers, or with the link to a part of it: what that says is read first. An ordinary visit
	// begins at the top.
	const begin = () => {
		if (document.activeElement !== document.body) return;
		const from = document.referrer.split(/[?#]/)[0];
		const answers = performance.getEntriesByType("navigation")[0]?.redirectCount > 0 && from.startsWith(location.origin);
		const own = from === location.origin + location.pathname;
		const place = document.getElementById(location.hash.slice(1));
		const shown = (names) =>
			[...((place ?? document.querySelector("main"))?.querySelectorAll(names) ?? [])].find((one) => one.getClientRects().length);
		const home =
			(answers && shown(".notice[role]")) || (place && (shown("h1, h2, h3, legend, summary") ?? place)) || (answers && own && shown("h1"));
		if (!home) return;
		if (home.tabIndex < 0) home.tabIndex = -1;
		home.focus({ preventScroll: true });
	};
	const hydrate = async () => {
		begin();
		const file = fetch(wasm);
		const page = await import(script);
		await page.default({ module_or_path: file });
		page.hydrate();
	};
	// A tab that nobody sees is never painted, and must be ready when somebody comes to it.
	if (document.visibilityState === "hidden") hydrate();
	else requestAnimationFrame(() => setTimeout(hydrate));
})
